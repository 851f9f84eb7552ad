
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0004_queue'),
        ('registry', '0002_map_layers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MeetingChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('rescheduled', 'Rescheduled'), ('cancelled', 'Cancelled'), ('chair', 'Another chair')], max_length=12, verbose_name='kind')),
                ('reason', models.TextField(verbose_name='reason')),
                ('before', models.JSONField(default=dict, verbose_name='before')),
                ('after', models.JSONField(default=dict, verbose_name='after')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
            ],
            options={
                'verbose_name': 'change of a meeting',
                'verbose_name_plural': 'changes of a meeting',
                'ordering': ('id',),
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='meeting',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='meeting',
            name='update_update',
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='continues',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued_by', to='governance.agendaitem', verbose_name='taken up from'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='opinions',
            field=models.JSONField(blank=True, default=dict, verbose_name='opinions'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='cancel_reason',
            field=models.TextField(blank=True, verbose_name='why it was cancelled'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='cancelled_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='cancelled'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meeting',
            name='link',
            field=models.CharField(blank=True, help_text='to take part from afar', max_length=300, verbose_name='link'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='minutes_number',
            field=models.CharField(blank=True, max_length=80, verbose_name='number of the minutes'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='cancel_reason',
            field=models.TextField(blank=True, verbose_name='why it was cancelled'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='cancelled_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='cancelled'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='closed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='link',
            field=models.CharField(blank=True, help_text='to take part from afar', max_length=300, verbose_name='link'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='minutes_number',
            field=models.CharField(blank=True, max_length=80, verbose_name='number of the minutes'),
        ),
        migrations.AlterField(
            model_name='agendaitem',
            name='outcome',
            field=models.CharField(blank=True, choices=[('', 'Not voted yet'), ('adopted', 'Adopted'), ('rejected', 'Rejected'), ('no_quorum', 'No quorum'), ('noted', 'Noted'), ('postponed', 'Postponed'), ('cancelled', 'Meeting cancelled')], default='', max_length=10, verbose_name='outcome'),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='state',
            field=models.CharField(choices=[('planned', 'Planned'), ('open', 'Sitting'), ('closed', 'Closed'), ('cancelled', 'Cancelled')], default='planned', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='meetingevent',
            name='state',
            field=models.CharField(choices=[('planned', 'Planned'), ('open', 'Sitting'), ('closed', 'Closed'), ('cancelled', 'Cancelled')], default='planned', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='numberseries',
            name='kind',
            field=models.CharField(choices=[('case', 'Case'), ('document', 'Document'), ('receipt', 'Receipt'), ('minutes', 'Minutes')], max_length=10, verbose_name='kind'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_meetingevent" ("ballot", "called_by_id", "cancel_reason", "cancelled_at", "chair_id", "closed_at", "closed_by_id", "committee_id", "created_at", "held_at", "id", "is_simulated", "kind", "letter_id", "link", "minutes", "minutes_number", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "region_code", "rules", "state", "title_en", "title_zh", "updated_at", "version") VALUES (NEW."ballot", NEW."called_by_id", NEW."cancel_reason", NEW."cancelled_at", NEW."chair_id", NEW."closed_at", NEW."closed_by_id", NEW."committee_id", NEW."created_at", NEW."held_at", NEW."id", NEW."is_simulated", NEW."kind", NEW."letter_id", NEW."link", NEW."minutes", NEW."minutes_number", NEW."office_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."region_code", NEW."rules", NEW."state", NEW."title_en", NEW."title_zh", NEW."updated_at", NEW."version"); RETURN NULL;', hash='c77b4ebb028ee96dac43d0bd05820136f15f0cf4', operation='INSERT', pgid='pgtrigger_insert_insert_15f15', table='governance_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_meetingevent" ("ballot", "called_by_id", "cancel_reason", "cancelled_at", "chair_id", "closed_at", "closed_by_id", "committee_id", "created_at", "held_at", "id", "is_simulated", "kind", "letter_id", "link", "minutes", "minutes_number", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "region_code", "rules", "state", "title_en", "title_zh", "updated_at", "version") VALUES (NEW."ballot", NEW."called_by_id", NEW."cancel_reason", NEW."cancelled_at", NEW."chair_id", NEW."closed_at", NEW."closed_by_id", NEW."committee_id", NEW."created_at", NEW."held_at", NEW."id", NEW."is_simulated", NEW."kind", NEW."letter_id", NEW."link", NEW."minutes", NEW."minutes_number", NEW."office_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."region_code", NEW."rules", NEW."state", NEW."title_en", NEW."title_zh", NEW."updated_at", NEW."version"); RETURN NULL;', hash='fa075add79f1ecccb133b780e5b3c1876d47df99', operation='UPDATE', pgid='pgtrigger_update_update_5da00', table='governance_meeting', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancelled_at__isnull', False), models.Q(('cancel_reason', ''), _negated=True)), _connector='OR'), name='meeting_cancelled_with_reason', violation_error_message='A meeting is cancelled with a reason.'),
        ),
        migrations.AddField(
            model_name='meetingchange',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meetingchange',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='governance.meeting'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingchange',
            trigger=pgtrigger.compiler.Trigger(name='meeting_change_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='63b2e95ab134cbab62bea47e9de6a6a76cf23644', operation='UPDATE OR DELETE', pgid='pgtrigger_meeting_change_append_only_372a1', table='governance_meetingchange', when='BEFORE')),
        ),
    ]
