import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FundingPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('mine', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.mine')),
                ('application', models.UUIDField(verbose_name='application')),
                ('revision', models.PositiveIntegerField(default=0, verbose_name='revision')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('frozen', 'Under review'), ('approved', 'Approved'), ('refused', 'Not approved'), ('superseded', 'Superseded')], default='draft', max_length=10, verbose_name='status')),
                ('frozen_at', models.DateTimeField(blank=True, null=True, verbose_name='frozen')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('basis', models.TextField(blank=True, help_text='Quota, price level, date.', max_length=20000, verbose_name='basis of the estimate')),
                ('accrual', models.TextField(blank=True, max_length=20000, verbose_name='accrual of the restoration expense')),
                ('safeguards', models.TextField(blank=True, max_length=20000, verbose_name='funding safeguards')),
                ('opening_balance', models.DecimalField(blank=True, decimal_places=2, help_text='CNY', max_digits=16, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='restoration account balance')),
            ],
            options={
                'verbose_name': 'funding plan',
                'verbose_name_plural': 'funding plans',
                'constraints': [models.UniqueConstraint(fields=('application', 'revision'), name='funding_plan_revision_once'), models.UniqueConstraint(condition=models.Q(('status', 'approved')), fields=('mine',), name='funding_plan_one_approved_per_mine', violation_error_message='The mine has an approved plan already.'), models.CheckConstraint(condition=models.Q(models.Q(('revision', 0), ('status', 'draft')), models.Q(('revision__gt', 0), models.Q(('status', 'draft'), _negated=True)), _connector='OR'), name='funding_plan_draft_is_revision_zero')],
            },
        ),
        migrations.CreateModel(
            name='CostItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='funds.fundingplan')),
                ('name', models.CharField(max_length=150, verbose_name='work item')),
                ('purpose', models.CharField(choices=[('restoration', 'Restoration only'), ('safety', 'Safety only'), ('dual', 'Dual benefit')], max_length=12, verbose_name='purpose')),
                ('year', models.PositiveSmallIntegerField(null=True, validators=[django.core.validators.MinValueValidator(1980), django.core.validators.MaxValueValidator(2150)], verbose_name='year')),
                ('amount', models.DecimalField(decimal_places=2, help_text='CNY', max_digits=16, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='amount')),
                ('restoration_share', models.DecimalField(blank=True, decimal_places=2, help_text='%; dual items only', max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01')), django.core.validators.MaxValueValidator(Decimal('99.99'))], verbose_name='restoration share')),
                ('split_basis', models.CharField(blank=True, max_length=200, verbose_name='basis of the split')),
            ],
            options={
                'verbose_name': 'cost item',
                'verbose_name_plural': 'cost items',
                'ordering': ('year', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='cost_item_amount_positive', violation_error_message='An amount must be above 0.'), models.CheckConstraint(condition=models.Q(models.Q(('purpose', 'dual'), ('restoration_share__gt', 0), ('restoration_share__lt', 100)), models.Q(models.Q(('purpose', 'dual'), _negated=True), ('restoration_share__isnull', True)), _connector='OR'), name='cost_item_dual_is_split', violation_error_message='A dual item, and only a dual item, has a restoration share between 0 and 100.')],
            },
        ),
        migrations.CreateModel(
            name='FundingYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='funds.fundingplan')),
                ('year', models.PositiveSmallIntegerField(null=True, validators=[django.core.validators.MinValueValidator(1980), django.core.validators.MaxValueValidator(2150)], verbose_name='year')),
                ('restoration_accrual', models.DecimalField(decimal_places=2, help_text='CNY', max_digits=16, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='restoration accrual')),
                ('safety_accrual', models.DecimalField(decimal_places=2, help_text='CNY', max_digits=16, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='safety accrual')),
            ],
            options={
                'verbose_name': 'funding year',
                'verbose_name_plural': 'funding years',
                'ordering': ('year', 'id'),
                'constraints': [models.UniqueConstraint(fields=('section', 'year'), name='funding_year_once', violation_error_message='A year is listed twice.'), models.CheckConstraint(condition=models.Q(('restoration_accrual__gte', 0), ('safety_accrual__gte', 0)), name='funding_year_not_negative', violation_error_message='Accruals cannot be negative.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingplan',
            trigger=pgtrigger.compiler.Trigger(name='funding_plan_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."mine_id" IS DISTINCT FROM (NEW."mine_id") OR OLD."application" IS DISTINCT FROM (NEW."application") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."frozen_at" IS DISTINCT FROM (NEW."frozen_at") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."accrual" IS DISTINCT FROM (NEW."accrual") OR OLD."safeguards" IS DISTINCT FROM (NEW."safeguards") OR OLD."opening_balance" IS DISTINCT FROM (NEW."opening_balance")) AND OLD."revision" > 0)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='97f6a5170a7e9e6ac8d6f8db50718a7caf27ffce', operation='UPDATE', pgid='pgtrigger_funding_plan_frozen_201c1', table='funds_fundingplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingplan',
            trigger=pgtrigger.compiler.Trigger(name='funding_plan_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."revision" > 0)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1a27161042c5ea55c82969c8c2b60f0aa6137f88', operation='DELETE', pgid='pgtrigger_funding_plan_kept_0f465', table='funds_fundingplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='costitem',
            trigger=pgtrigger.compiler.Trigger(name='cost_item_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                IF EXISTS (\n                    SELECT FROM funds_fundingplan\n                    WHERE id = NEW.section_id AND revision > 0 AND frozen_at < transaction_timestamp()\n                ) THEN\n                    RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n                END IF;\n                RETURN NEW;\n            END IF;\n            IF (SELECT revision FROM funds_fundingplan WHERE id = OLD.section_id) > 0 THEN\n                RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='b6efcf718e01a6aa50c1da0e7e8d73d1201eecfc', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_cost_item_frozen_19373', table='funds_costitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingyear',
            trigger=pgtrigger.compiler.Trigger(name='funding_year_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                IF EXISTS (\n                    SELECT FROM funds_fundingplan\n                    WHERE id = NEW.section_id AND revision > 0 AND frozen_at < transaction_timestamp()\n                ) THEN\n                    RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n                END IF;\n                RETURN NEW;\n            END IF;\n            IF (SELECT revision FROM funds_fundingplan WHERE id = OLD.section_id) > 0 THEN\n                RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='befc1d46f7316b2ecc49426a536ce0a34a1eef4b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_funding_year_frozen_86384', table='funds_fundingyear', when='BEFORE')),
        ),
    ]
