/** What the help lists. */
export const SHORTCUTS: readonly (readonly [
  group: string,
  entries: readonly (readonly [keys: string[], does: string])[],
])[] = [
  [
    'Everywhere',
    [
      [['?'], 'This help'],
      [['Ctrl', 'K'], 'Go to a page, a client or an alert'],
      [['/'], 'Search the list'],
      [['Esc'], 'Close what is open'],
    ],
  ],
  [
    'Alerts',
    [
      [['j'], 'Next'],
      [['k'], 'Previous'],
      [['Enter'], 'Open'],
      [['x'], 'Select, or take out of the selection'],
      [['n'], 'Show the new ones'],
      [['j', 'k'], 'On an alert: the next, the one before of the list'],
    ],
  ],
  [
    'On one alert, or on the selected ones',
    [
      [['a'], 'Acknowledge'],
      [['s'], 'Assign'],
      [['m'], 'Comment'],
      [['e'], 'Escalate'],
      [['c'], 'Close, or propose it, with a reason'],
      [['.'], 'The same as the last one that was closed: Enter sends it'],
      [['p'], 'Approve the closing that was proposed'],
      [['r'], 'Reject the closing that was proposed'],
      [['z'], 'Undo the last step, for ten seconds'],
    ],
  ],
];
