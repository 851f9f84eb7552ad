"""The start page, menus, search, terms, the admin site and the styleguide."""
