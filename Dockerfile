# The same code on real servers: `docker compose up` builds this image for web, worker and beat.
# check=skip=SecretsUsedInArgOrEnv

FROM node:24-slim AS assets
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY frontend/ ./
RUN node build.mjs

FROM python:3.13-slim AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/base.txt

FROM python:3.13-slim AS application
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production XIEZHI_DATA=/var/lib/xiezhi
RUN useradd --system --uid 10001 --home-dir /var/lib/xiezhi --create-home xiezhi
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=assets /src/static_build ./static_build
# Nothing is reached and no secret is kept while building; the values only let the settings load.
RUN python -m config.local.messages && \
    SECRET_KEY=build ALLOWED_HOSTS=build DATABASE_URL=postgresql://build/build REDIS_URL=redis://build \
    python manage.py collectstatic --no-input -v 0
USER xiezhi
VOLUME /var/lib/xiezhi
EXPOSE 8000
ENV WEB_BIND=0.0.0.0:8000
CMD ["gunicorn", "--config", "python:config.gunicorn", "config.wsgi:application"]
