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
            name='SafetyPlan',
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
                ('geology', models.TextField(blank=True, max_length=20000, verbose_name='geotechnical conditions')),
                ('water_control', models.TextField(blank=True, max_length=20000, verbose_name='water control')),
                ('main_hazards', models.TextField(blank=True, max_length=20000, verbose_name='main hazards')),
                ('emergency', models.TextField(blank=True, max_length=20000, verbose_name='emergency measures')),
                ('design_review', models.CharField(blank=True, help_text='Document number, or its state.', max_length=200, verbose_name='safety facility design review')),
            ],
            options={
                'verbose_name': 'safety plan',
                'verbose_name_plural': 'safety plans',
                'constraints': [models.UniqueConstraint(fields=('application', 'revision'), name='safety_plan_revision_once'), models.UniqueConstraint(condition=models.Q(('status', 'approved')), fields=('mine',), name='safety_plan_one_approved_per_mine', violation_error_message='The mine has an approved plan already.'), models.CheckConstraint(condition=models.Q(models.Q(('revision', 0), ('status', 'draft')), models.Q(('revision__gt', 0), models.Q(('status', 'draft'), _negated=True)), _connector='OR'), name='safety_plan_draft_is_revision_zero')],
            },
        ),
        migrations.CreateModel(
            name='MonitoringItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='monitoring', to='safety.safetyplan')),
                ('kind', models.CharField(choices=[('displacement', 'Surface displacement'), ('radar', 'Slope radar'), ('video', 'Video'), ('groundwater', 'Groundwater level'), ('phreatic', 'Phreatic line'), ('rain', 'Rain'), ('crack', 'Cracks'), ('vibration', 'Blast vibration')], max_length=14, verbose_name='what is monitored')),
                ('place', models.CharField(max_length=100, verbose_name='place')),
                ('points', models.PositiveIntegerField(null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100000)], verbose_name='points')),
                ('frequency', models.CharField(max_length=60, verbose_name='frequency')),
                ('is_online', models.BooleanField(default=False, verbose_name='online')),
            ],
            options={
                'verbose_name': 'monitoring item',
                'verbose_name_plural': 'monitoring items',
                'ordering': ('kind', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('points__gt', 0)), name='monitoring_has_points', violation_error_message='At least one point is needed.')],
            },
        ),
        migrations.CreateModel(
            name='StructureDesign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='structures', to='safety.safetyplan')),
                ('kind', models.CharField(choices=[('slope', 'Pit slope'), ('dump', 'Waste dump'), ('tailings', 'Tailings pond')], max_length=8, verbose_name='kind')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('facility', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.facility')),
                ('height', models.DecimalField(decimal_places=1, help_text='m', max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.1'))], verbose_name='height')),
                ('angle', models.DecimalField(decimal_places=1, help_text='degrees', max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.1')), django.core.validators.MaxValueValidator(90)], verbose_name='overall slope angle')),
                ('volume', models.DecimalField(blank=True, decimal_places=2, help_text='10⁴ m³; dumps and ponds', max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='volume')),
                ('safety_factor', models.DecimalField(decimal_places=3, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.001'))], verbose_name='factor of safety')),
                ('required_factor', models.DecimalField(decimal_places=3, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.001'))], verbose_name='required factor of safety')),
                ('standard', models.CharField(help_text='Standard and clause of the required factor.', max_length=100, verbose_name='standard')),
                ('freeboard', models.DecimalField(blank=True, decimal_places=2, help_text='m; ponds', max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='minimum freeboard')),
                ('beach', models.DecimalField(blank=True, decimal_places=1, help_text='m; ponds', max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='dry beach length')),
                ('shortfall_measures', models.CharField(blank=True, max_length=300, verbose_name='measures where the factor falls short')),
            ],
            options={
                'verbose_name': 'structure design',
                'verbose_name_plural': 'structure designs',
                'ordering': ('kind', 'name', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('angle__gt', 0), ('angle__lte', 90)), name='structure_angle_possible', violation_error_message='A slope angle lies between 0 and 90 degrees.'), models.CheckConstraint(condition=models.Q(('height__gt', 0), ('required_factor__gt', 0), ('safety_factor__gt', 0)), name='structure_figures_positive', violation_error_message='Height and factors of safety must be above 0.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='safetyplan',
            trigger=pgtrigger.compiler.Trigger(name='safety_plan_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."mine_id" IS DISTINCT FROM (NEW."mine_id") OR OLD."application" IS DISTINCT FROM (NEW."application") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."frozen_at" IS DISTINCT FROM (NEW."frozen_at") OR OLD."geology" IS DISTINCT FROM (NEW."geology") OR OLD."water_control" IS DISTINCT FROM (NEW."water_control") OR OLD."main_hazards" IS DISTINCT FROM (NEW."main_hazards") OR OLD."emergency" IS DISTINCT FROM (NEW."emergency") OR OLD."design_review" IS DISTINCT FROM (NEW."design_review")) AND OLD."revision" > 0)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9ca3b32a0aa297f8b5dd91db946af86b964f63e4', operation='UPDATE', pgid='pgtrigger_safety_plan_frozen_d0961', table='safety_safetyplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='safetyplan',
            trigger=pgtrigger.compiler.Trigger(name='safety_plan_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."revision" > 0)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6721d658fb112fe2b24af18600f4e39000d7b4ad', operation='DELETE', pgid='pgtrigger_safety_plan_kept_b8376', table='safety_safetyplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monitoringitem',
            trigger=pgtrigger.compiler.Trigger(name='monitoring_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                IF EXISTS (\n                    SELECT FROM safety_safetyplan\n                    WHERE id = NEW.section_id AND revision > 0 AND frozen_at < transaction_timestamp()\n                ) THEN\n                    RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n                END IF;\n                RETURN NEW;\n            END IF;\n            IF (SELECT revision FROM safety_safetyplan WHERE id = OLD.section_id) > 0 THEN\n                RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='80468a3e329f7b8469b6fdfbe9576a753848320b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_monitoring_frozen_4263c', table='safety_monitoringitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='structuredesign',
            trigger=pgtrigger.compiler.Trigger(name='structure_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                IF EXISTS (\n                    SELECT FROM safety_safetyplan\n                    WHERE id = NEW.section_id AND revision > 0 AND frozen_at < transaction_timestamp()\n                ) THEN\n                    RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n                END IF;\n                RETURN NEW;\n            END IF;\n            IF (SELECT revision FROM safety_safetyplan WHERE id = OLD.section_id) > 0 THEN\n                RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='13916d8c9aa9b8bd8b69c544fe0dcbbee23a7816', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_structure_frozen_54196', table='safety_structuredesign', when='BEFORE')),
        ),
    ]
