import { osloDay, osloSecond } from '../../oslo-time.ts'

/** `2026-03-02 09:15:00`. */
export const timeOf = osloSecond

/** `2026-03-02`. */
export const dayOf = osloDay
