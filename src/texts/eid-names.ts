/** What the eIDs are called, the same in every language. One that is not here is told by the name it has in settings. */
const names: Readonly<Record<string, string>> = {
  testid: 'TestID',
  minid: 'MinID',
  bankid: 'BankID',
  buypass: 'Buypass',
}

export const eidName = (eid: string): string => names[eid] ?? eid
