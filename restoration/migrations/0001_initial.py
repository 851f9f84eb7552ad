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
            name='AcceptanceReport',
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
                ('scope', models.CharField(blank=True, choices=[('stage', 'Stage acceptance'), ('final', 'Final acceptance')], help_text='Works that are done in stages are accepted stage by stage (art. 48).', max_length=5, verbose_name='scope')),
                ('period_from', models.DateField(blank=True, null=True, verbose_name='works from')),
                ('period_to', models.DateField(blank=True, null=True, verbose_name='works until')),
                ('summary', models.TextField(blank=True, help_text='What was done, measured against the plan.', max_length=20000, verbose_name='summary of the works')),
                ('monitoring', models.TextField(blank=True, help_text='Vegetation, soil, water and stability, with dates and methods.', max_length=20000, verbose_name='monitoring results')),
                ('problems', models.TextField(blank=True, help_text='What is not done or does not hold, and by when it is mended.', max_length=20000, verbose_name='problems left')),
                ('maintenance', models.TextField(blank=True, help_text='Who keeps up the restored land, how long, with what money.', max_length=20000, verbose_name='maintenance arrangement')),
                ('participation', models.TextField(blank=True, help_text='Who was invited, who came, what they said (art. 48).', max_length=20000, verbose_name='experts and village representatives')),
            ],
            options={
                'verbose_name': 'restoration acceptance report',
                'verbose_name_plural': 'restoration acceptance reports',
                'constraints': [models.UniqueConstraint(fields=('application', 'revision'), name='acceptance_report_revision_once'), models.CheckConstraint(condition=models.Q(models.Q(('revision', 0), ('status', 'draft')), models.Q(('revision__gt', 0), models.Q(('status', 'draft'), _negated=True)), _connector='OR'), name='acceptance_report_draft_is_revision_zero'), models.CheckConstraint(condition=models.Q(('period_from__isnull', True), ('period_to__isnull', True), ('period_to__gte', models.F('period_from')), _connector='OR'), name='acceptance_report_period_forward', violation_error_message='The works cannot end before they begin.')],
            },
        ),
        migrations.CreateModel(
            name='RestorationPlan',
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
                ('start_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1980), django.core.validators.MaxValueValidator(2150)], verbose_name='first year')),
                ('end_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1980), django.core.validators.MaxValueValidator(2150)], verbose_name='last year')),
                ('baseline', models.TextField(blank=True, help_text='Geology, landform, land and vegetation.', max_length=20000, verbose_name='present damage')),
                ('targets', models.TextField(blank=True, max_length=20000, verbose_name='restoration targets')),
                ('topsoil', models.TextField(blank=True, max_length=20000, verbose_name='topsoil stripping and storage')),
                ('topsoil_stripped', models.DecimalField(blank=True, decimal_places=2, help_text='10⁴ m³', max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='topsoil stripped')),
                ('topsoil_stored', models.DecimalField(blank=True, decimal_places=2, help_text='10⁴ m³', max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='topsoil stored')),
                ('topsoil_required', models.DecimalField(blank=True, decimal_places=2, help_text='10⁴ m³', max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='topsoil needed for the restoration')),
                ('topsoil_reused', models.DecimalField(blank=True, decimal_places=2, help_text='10⁴ m³', max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='topsoil spread again')),
                ('groundwater', models.TextField(blank=True, max_length=20000, verbose_name='groundwater protection')),
                ('tailings_measures', models.TextField(blank=True, help_text='Required by art. 46 where tailings are stored.', max_length=20000, verbose_name='special tailings measures')),
                ('participation', models.TextField(blank=True, help_text='Publicity in the affected range and hearing of villagers.', max_length=20000, verbose_name='public participation')),
                ('maintenance_years', models.PositiveSmallIntegerField(blank=True, help_text='years', null=True, validators=[django.core.validators.MaxValueValidator(50)], verbose_name='maintenance period')),
            ],
            options={
                'verbose_name': 'ecological restoration plan',
                'verbose_name_plural': 'ecological restoration plans',
                'constraints': [models.UniqueConstraint(fields=('application', 'revision'), name='restoration_plan_revision_once'), models.UniqueConstraint(condition=models.Q(('status', 'approved')), fields=('mine',), name='restoration_plan_one_approved_per_mine', violation_error_message='The mine has an approved plan already.'), models.CheckConstraint(condition=models.Q(models.Q(('revision', 0), ('status', 'draft')), models.Q(('revision__gt', 0), models.Q(('status', 'draft'), _negated=True)), _connector='OR'), name='restoration_plan_draft_is_revision_zero')],
            },
        ),
        migrations.CreateModel(
            name='AcceptanceZone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='zones', to='restoration.acceptancereport')),
                ('code', models.CharField(max_length=20, verbose_name='zone')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('planned_area', models.DecimalField(decimal_places=2, help_text='hm²', max_digits=10, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='planned area')),
                ('accepted_area', models.DecimalField(decimal_places=2, help_text='hm²', max_digits=10, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='restored area to accept')),
                ('land_use', models.CharField(choices=[('cropland', 'Cropland'), ('forest', 'Forest land'), ('grassland', 'Grassland'), ('water', 'Water body'), ('construction', 'Construction land'), ('unused', 'Unused land')], max_length=14, verbose_name='land use')),
                ('vegetation_cover', models.DecimalField(blank=True, decimal_places=2, help_text='%', max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('100'))], verbose_name='vegetation cover')),
                ('soil_thickness', models.DecimalField(blank=True, decimal_places=1, help_text='cm', max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='soil thickness')),
                ('quality', models.CharField(blank=True, max_length=300, verbose_name='quality')),
                ('explanation', models.CharField(blank=True, help_text='Only where it does.', max_length=300, verbose_name='why the area exceeds the plan')),
            ],
            options={
                'verbose_name': 'zone to accept',
                'verbose_name_plural': 'zones to accept',
                'ordering': ('code', 'id'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('section', 'code'), name='acceptance_zone_code_once', violation_error_message='Two zones carry the same code.'), models.CheckConstraint(condition=models.Q(('accepted_area__gt', 0), ('planned_area__gt', 0)), name='acceptance_zone_areas_positive', violation_error_message='A zone has an area above 0.'), models.CheckConstraint(condition=models.Q(('soil_thickness__gte', 0), ('vegetation_cover__gte', 0), ('vegetation_cover__lte', 100)), name='acceptance_zone_quality_possible', violation_error_message='Cover lies between 0 and 100 percent, soil is not thinner than 0.')],
            },
        ),
        migrations.CreateModel(
            name='RestorationMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='restoration.restorationplan')),
                ('zone_code', models.CharField(max_length=20, verbose_name='zone')),
                ('kind', models.CharField(choices=[('regrading', 'Slope re-grading'), ('drainage', 'Drainage and erosion control'), ('topsoil', 'Topsoil replacement'), ('planting', 'Planting'), ('filling', 'Filling of fissures and collapse'), ('cover', 'Cover and sealing'), ('water', 'Water treatment'), ('care', 'Monitoring and maintenance')], max_length=12, verbose_name='measure')),
                ('quantity', models.DecimalField(decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='quantity')),
                ('unit', models.CharField(max_length=20, verbose_name='unit')),
                ('year', models.PositiveSmallIntegerField(null=True, validators=[django.core.validators.MinValueValidator(1980), django.core.validators.MaxValueValidator(2150)], verbose_name='year')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
            ],
            options={
                'verbose_name': 'restoration measure',
                'verbose_name_plural': 'restoration measures',
                'ordering': ('year', 'zone_code', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='restoration_measure_quantity_positive', violation_error_message='A quantity must be above 0.')],
            },
        ),
        migrations.CreateModel(
            name='RestorationZone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='zones', to='restoration.restorationplan')),
                ('code', models.CharField(max_length=20, verbose_name='zone')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('kind', models.CharField(choices=[('pit', 'Open pit'), ('external_dump', 'External dump'), ('internal_dump', 'Internal dump'), ('subsidence', 'Subsidence area'), ('tailings', 'Tailings pond'), ('industrial', 'Industrial site'), ('road', 'Road'), ('other', 'Other land')], max_length=16, verbose_name='kind')),
                ('area', models.DecimalField(decimal_places=2, help_text='hm²', max_digits=10, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='area')),
                ('use_before', models.CharField(choices=[('cropland', 'Cropland'), ('forest', 'Forest land'), ('grassland', 'Grassland'), ('water', 'Water body'), ('construction', 'Construction land'), ('unused', 'Unused land')], max_length=14, verbose_name='land use before')),
                ('use_after', models.CharField(choices=[('cropland', 'Cropland'), ('forest', 'Forest land'), ('grassland', 'Grassland'), ('water', 'Water body'), ('construction', 'Construction land'), ('unused', 'Unused land')], max_length=14, verbose_name='target land use')),
                ('technique', models.CharField(blank=True, max_length=300, verbose_name='technique')),
            ],
            options={
                'verbose_name': 'restoration zone',
                'verbose_name_plural': 'restoration zones',
                'ordering': ('code', 'id'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('section', 'code'), name='restoration_zone_code_once', violation_error_message='Two zones carry the same code.'), models.CheckConstraint(condition=models.Q(('area__gt', 0)), name='restoration_zone_area_positive', violation_error_message='A zone has an area above 0.')],
            },
        ),
        migrations.CreateModel(
            name='YearTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='restoration.restorationplan')),
                ('year', models.PositiveSmallIntegerField(null=True, validators=[django.core.validators.MinValueValidator(1980), django.core.validators.MaxValueValidator(2150)], verbose_name='year')),
                ('disturbed', models.DecimalField(decimal_places=2, help_text='hm²', max_digits=10, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='disturbed')),
                ('restored', models.DecimalField(decimal_places=2, help_text='hm²', max_digits=10, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='restored')),
            ],
            options={
                'verbose_name': 'year target',
                'verbose_name_plural': 'year targets',
                'ordering': ('year', 'id'),
                'constraints': [models.UniqueConstraint(fields=('section', 'year'), name='restoration_year_once', violation_error_message='A year is listed twice.'), models.CheckConstraint(condition=models.Q(('disturbed__gte', 0), ('restored__gte', 0)), name='restoration_year_not_negative', violation_error_message='Areas cannot be negative.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptancereport',
            trigger=pgtrigger.compiler.Trigger(name='acceptance_report_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."mine_id" IS DISTINCT FROM (NEW."mine_id") OR OLD."application" IS DISTINCT FROM (NEW."application") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."frozen_at" IS DISTINCT FROM (NEW."frozen_at") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."period_from" IS DISTINCT FROM (NEW."period_from") OR OLD."period_to" IS DISTINCT FROM (NEW."period_to") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."monitoring" IS DISTINCT FROM (NEW."monitoring") OR OLD."problems" IS DISTINCT FROM (NEW."problems") OR OLD."maintenance" IS DISTINCT FROM (NEW."maintenance") OR OLD."participation" IS DISTINCT FROM (NEW."participation")) AND OLD."revision" > 0)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7700995cad31a8b6ba3e0133dfdf47fb831f26ad', operation='UPDATE', pgid='pgtrigger_acceptance_report_frozen_a6dfd', table='restoration_acceptancereport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptancereport',
            trigger=pgtrigger.compiler.Trigger(name='acceptance_report_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."revision" > 0)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a5857e6058f1d46e6806b1768cd8998d3feca800', operation='DELETE', pgid='pgtrigger_acceptance_report_kept_a5d10', table='restoration_acceptancereport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptancezone',
            trigger=pgtrigger.compiler.Trigger(name='accepted_zone_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                IF EXISTS (\n                    SELECT FROM restoration_acceptancereport\n                    WHERE id = NEW.section_id AND revision > 0 AND frozen_at < transaction_timestamp()\n                ) THEN\n                    RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n                END IF;\n                RETURN NEW;\n            END IF;\n            IF (SELECT revision FROM restoration_acceptancereport WHERE id = OLD.section_id) > 0 THEN\n                RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='54d3a377180be143f458ea2d946531d342c81ca1', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_accepted_zone_frozen_64aa4', table='restoration_acceptancezone', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='restorationplan',
            trigger=pgtrigger.compiler.Trigger(name='restoration_plan_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."mine_id" IS DISTINCT FROM (NEW."mine_id") OR OLD."application" IS DISTINCT FROM (NEW."application") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."frozen_at" IS DISTINCT FROM (NEW."frozen_at") OR OLD."start_year" IS DISTINCT FROM (NEW."start_year") OR OLD."end_year" IS DISTINCT FROM (NEW."end_year") OR OLD."baseline" IS DISTINCT FROM (NEW."baseline") OR OLD."targets" IS DISTINCT FROM (NEW."targets") OR OLD."topsoil" IS DISTINCT FROM (NEW."topsoil") OR OLD."topsoil_stripped" IS DISTINCT FROM (NEW."topsoil_stripped") OR OLD."topsoil_stored" IS DISTINCT FROM (NEW."topsoil_stored") OR OLD."topsoil_required" IS DISTINCT FROM (NEW."topsoil_required") OR OLD."topsoil_reused" IS DISTINCT FROM (NEW."topsoil_reused") OR OLD."groundwater" IS DISTINCT FROM (NEW."groundwater") OR OLD."tailings_measures" IS DISTINCT FROM (NEW."tailings_measures") OR OLD."participation" IS DISTINCT FROM (NEW."participation") OR OLD."maintenance_years" IS DISTINCT FROM (NEW."maintenance_years")) AND OLD."revision" > 0)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b661c4138da2a191e05811a31c9bd32c15800b64', operation='UPDATE', pgid='pgtrigger_restoration_plan_frozen_7cd68', table='restoration_restorationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='restorationplan',
            trigger=pgtrigger.compiler.Trigger(name='restoration_plan_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."revision" > 0)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c9eb15ccc283312686b3df76173c4a094e477f40', operation='DELETE', pgid='pgtrigger_restoration_plan_kept_9cf3b', table='restoration_restorationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='restorationmeasure',
            trigger=pgtrigger.compiler.Trigger(name='measure_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                IF EXISTS (\n                    SELECT FROM restoration_restorationplan\n                    WHERE id = NEW.section_id AND revision > 0 AND frozen_at < transaction_timestamp()\n                ) THEN\n                    RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n                END IF;\n                RETURN NEW;\n            END IF;\n            IF (SELECT revision FROM restoration_restorationplan WHERE id = OLD.section_id) > 0 THEN\n                RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='83a21eb26c8ca6091ee6663e583a7160ad30e872', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_measure_frozen_91d8c', table='restoration_restorationmeasure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='restorationzone',
            trigger=pgtrigger.compiler.Trigger(name='zone_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                IF EXISTS (\n                    SELECT FROM restoration_restorationplan\n                    WHERE id = NEW.section_id AND revision > 0 AND frozen_at < transaction_timestamp()\n                ) THEN\n                    RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n                END IF;\n                RETURN NEW;\n            END IF;\n            IF (SELECT revision FROM restoration_restorationplan WHERE id = OLD.section_id) > 0 THEN\n                RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='b82b4834fe89545ce487baecc5596fe3f0939359', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_zone_frozen_1c5b6', table='restoration_restorationzone', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yeartarget',
            trigger=pgtrigger.compiler.Trigger(name='year_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                IF EXISTS (\n                    SELECT FROM restoration_restorationplan\n                    WHERE id = NEW.section_id AND revision > 0 AND frozen_at < transaction_timestamp()\n                ) THEN\n                    RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n                END IF;\n                RETURN NEW;\n            END IF;\n            IF (SELECT revision FROM restoration_restorationplan WHERE id = OLD.section_id) > 0 THEN\n                RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='b55a37d32cf2ff484dc859168b2538657d7f537f', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_year_frozen_70443', table='restoration_yeartarget', when='BEFORE')),
        ),
    ]
