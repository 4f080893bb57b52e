const whole = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

/** With separators of thousands. */
export const count = (n: number): string => whole.format(n);
export const share = (part: number, of: number): string => (of === 0 ? '–' : percent.format(part / of));
/** "1 alert", "2 alerts" */
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;
