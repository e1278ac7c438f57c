/** A login that was written down is never changed; only time removes it (PROF-7). */
export const historyOnlyAdded = `
  CREATE TRIGGER login_history_is_not_changed BEFORE UPDATE ON login_history
    BEGIN SELECT RAISE(ABORT, 'the history of logins is only added to'); END;
`
