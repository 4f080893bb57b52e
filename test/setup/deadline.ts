import { DEADLINE_MS } from '../support/deadline';
import { amount } from '../support/soak';

// A test waits for several things, one after the other.
jest.setTimeout(amount(3 * DEADLINE_MS, 3_600_000));
