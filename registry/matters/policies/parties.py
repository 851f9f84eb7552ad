"""Which roles see matters, and which act for a company, an office or a department."""

from registry.scope.models import Role

#: Roles that see the business of their territory.
OFFICIAL = (
    Role.INTAKE_CLERK,
    Role.REVIEWER,
    Role.DEPARTMENT_HEAD,
    Role.COMMITTEE_MEMBER,
    Role.COMMITTEE_OFFICE,
    Role.INSPECTOR,
    Role.FUND_OFFICER,
    Role.AUDITOR,
)
COMPANY = (Role.APPLICANT, Role.COMPANY_MANAGER)
INTAKE = (Role.INTAKE_CLERK, Role.COMMITTEE_OFFICE)
REVIEW = (Role.REVIEWER, Role.DEPARTMENT_HEAD)
OFFICE = (Role.COMMITTEE_OFFICE,)
HEADS = (Role.DEPARTMENT_HEAD,)
#: Who looks on: they hold nothing, and so wait for everybody.
OBSERVERS = (Role.COMMITTEE_MEMBER, Role.AUDITOR, Role.INSPECTOR, Role.FUND_OFFICER)
