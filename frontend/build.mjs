// npm packages and src/ -> ../static_build/dist: esbuild bundles the scripts, Lightning CSS lowers the styles.
import { build } from 'esbuild';
import { bundle } from 'lightningcss';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(path.dirname(fileURLToPath(import.meta.url)));

const out = '../static_build/dist';
const version = (major, minor = 0) => (major << 16) | (minor << 8);
const MAX_DAYS = 60;

/** Grid classes for the review lanes; widths may not be written as style="" under the CSP. */
function dayClasses() {
  const rules = [];
  for (let n = 1; n <= MAX_DAYS; n += 1) {
    rules.push(`.mg-n${n}{--n:${n}}.mg-days .mg-c${n}{grid-column-start:${n}}.mg-days .mg-w${n}{grid-column-end:span ${n}}`);
  }
  return rules.join('\n');
}

function copyIfThere(from, to) {
  if (fs.existsSync(from)) fs.copyFileSync(from, to);
}

fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });

await build({
  entryPoints: { app: 'src/app.js' },
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  target: ['chrome111', 'firefox121', 'safari16.4'],
  chunkNames: 'c-[name]-[hash]',
  legalComments: 'linked',
  logLevel: 'warning',
});

// theme.js blocks rendering on purpose: it settles light or dark before the first paint.
await build({ entryPoints: ['src/theme.js'], outdir: out, minify: true, target: 'chrome100', logLevel: 'warning' });

const css = bundle({
  filename: 'src/app.css',
  minify: true,
  errorRecovery: true,
  targets: { chrome: version(111), firefox: version(121), safari: version(16, 4) },
});
fs.writeFileSync(`${out}/app.css`, `${css.code}\n${dayClasses()}\n`);

fs.copyFileSync('node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', `${out}/inter.woff2`);
fs.copyFileSync('src/logo.svg', `${out}/logo.svg`);
copyIfThere('node_modules/@tabler/core/LICENSE', `${out}/tabler.LICENSE.txt`);
copyIfThere('node_modules/@fontsource-variable/inter/LICENSE', `${out}/inter.LICENSE.txt`);

// Boundary layers carry the national line features and the map approval number; they are served as they are.
const geo = '../data/geo';
if (fs.existsSync(geo)) {
  fs.mkdirSync(`${out}/geo`, { recursive: true });
  for (const name of fs.readdirSync(geo).filter((file) => file.endsWith('.geojson'))) {
    fs.copyFileSync(`${geo}/${name}`, `${out}/geo/${name}`);
  }
}

for (const name of fs.readdirSync(out).sort()) {
  const { size } = fs.statSync(`${out}/${name}`);
  console.log(`${name.padEnd(36)} ${size}`);
}
