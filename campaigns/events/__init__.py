"""Events beyond their page: registering, the private page, calendars, the lists of staff."""
