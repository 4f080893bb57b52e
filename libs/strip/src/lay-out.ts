import { axisOf, type OffsetMinutes, type Tick } from './axis.js';
import { clustersOf, type Cluster } from './points.js';
import type { Band, Mark, Row, Strip } from './strip.js';
import { linesOf, wordsBeside, type WordsBeside } from './words-beside.js';

/** A cluster with its place, what is written in it, and the words beside it where there is room for some. */
export interface Point extends Cluster {
  readonly y: number;
  readonly r: number;
  /** The letter of a note, a sign where there are more than letters, or how many it stands for. */
  readonly sign: string;
  readonly words: WordsBeside | null;
}

export interface LaidBand extends Pick<Band, 'original' | 'sure'> {
  readonly x: number;
  readonly width: number;
  /** It goes on beyond the end. */
  readonly open: boolean;
}

export interface LaidRow {
  readonly label: string;
  /** The label with how the row stands to the scope, in as many lines as they take. */
  readonly lines: readonly { readonly text: string; readonly y: number }[];
  readonly y: number;
  readonly bands: readonly LaidBand[];
  readonly points: readonly Point[];
}

/** What sticks out, by the letter that stands in the drawing. */
export interface Note {
  readonly letter: string;
  readonly row: string;
  readonly mark: Mark;
  /** How many acts the letter stands for. */
  readonly count: number;
}

/** Where everything is drawn, in the units of the width. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly axisY: number;
  readonly rows: readonly LaidRow[];
  readonly ticks: readonly Tick[];
  /** Where the act stands that the strip is shown for; `null` where it is shown for the client. */
  readonly actX: number | null;
  readonly notes: readonly Note[];
  /** How many more there would be. */
  readonly notesLeft: number;
}

export interface Room {
  readonly width: number;
  /** How far two points must lie apart, such as what a finger needs. */
  readonly apart: number;
  readonly offsetMinutes?: OffsetMinutes;
  /** When the act was that the strip is shown for. */
  readonly actAt?: string | null;
}

const LABEL = { above: 4, line: 14, letterWidth: 6.6 } as const;
/** Flags have a lane of their own above the bar, so that nothing covers what the client asked for. */
const FLAGS_HEIGHT = 24;
const TRACK_HEIGHT = 30;
const AXIS_HEIGHT = 20;
const RADIUS = { QUIET: 6, REVIEW: 10, BEYOND: 11 } as const;
const RADIUS_WITH_NUMBER = 8.5;
/** As many as there are letters that nobody takes for one another at this size. */
const LETTERS = 'ABCDEFGHKLMNP';

/** A strip laid out for a width: what is drawn is the same on a page, on paper and in a file. Pure. */
export function layOutStrip(
  { from, to, rows }: Strip,
  { width, apart, offsetMinutes = () => 0, actAt = null }: Room,
): Drawing {
  const axis = axisOf(from, to, width, offsetMinutes);
  const clustered = rows.map((row) => {
    const isFlag = ({ form }: Mark): boolean => form === 'REQUEST';
    return {
      row,
      flags: clustersOf(row.marks.filter(isFlag), axis.place, apart),
      others: clustersOf(
        row.marks.filter((mark) => !isFlag(mark)),
        axis.place,
        apart,
      ),
    };
  });
  const sticking = clustered
    .flatMap(({ row, flags, others }) => [...flags, ...others].map((cluster) => ({ row, cluster })))
    .filter(({ cluster }) => cluster.status !== 'QUIET')
    .sort((a, b) => a.cluster.x - b.cluster.x);
  const noted = sticking.slice(0, LETTERS.length);
  const lettered = new Map(noted.map(({ cluster }, i) => [cluster, LETTERS[i] ?? '']));
  let top = 0;
  const laid = clustered.map((one) => {
    const row = layRow(one, top, { lettered, axis, width });
    top = row.y + TRACK_HEIGHT / 2;
    return row;
  });
  return {
    width,
    height: top + AXIS_HEIGHT,
    axisY: top,
    rows: laid,
    ticks: axis.ticks,
    actX: actAt === null ? null : axis.place(actAt),
    notes: noted.flatMap(({ row, cluster }) => noteOf(row, cluster, lettered.get(cluster) ?? '')),
    notesLeft: sticking.length - noted.length,
  };
}

function noteOf(row: Row, { marks }: Cluster, letter: string): Note[] {
  const [mark] = marks;
  if (mark === undefined) return [];
  const count = marks.filter(({ status }) => status !== 'QUIET').reduce((sum, each) => sum + each.count, 0);
  return [{ letter, row: row.label, mark, count }];
}

interface Clustered {
  readonly row: Row;
  readonly flags: readonly Cluster[];
  readonly others: readonly Cluster[];
}

interface Beside {
  readonly lettered: ReadonlyMap<Cluster, string>;
  readonly axis: { readonly place: (at: string) => number };
  readonly width: number;
}

function layRow({ row, flags, others }: Clustered, top: number, { lettered, axis, width }: Beside): LaidRow {
  const { label, says, bands } = row;
  const flagsHeight = flags.length === 0 ? 0 : FLAGS_HEIGHT;
  const lines = linesOf(says === '' ? label : `${label} · ${says}`, Math.floor(width / LABEL.letterWidth));
  const below = top + LABEL.above + lines.length * LABEL.line;
  const y = below + flagsHeight + TRACK_HEIGHT / 2;
  const pointsAt = (clusters: readonly Cluster[], at: number): Point[] => {
    const drawn = clusters.map((cluster) => drawnOf(cluster, lettered.get(cluster)));
    const words = wordsBeside(drawn, width);
    return drawn.map((point, i) => ({ ...point, y: at, words: words[i] ?? null }));
  };
  return {
    label,
    lines: lines.map((text, i) => ({ text, y: top + (i + 1) * LABEL.line })),
    y,
    bands: bands.map(({ from, to, original, sure }) => {
      const x = axis.place(from);
      const end = to === null ? width : axis.place(to);
      return { x, width: Math.max(2, end - x), open: to === null, original, sure };
    }),
    points: [...pointsAt(flags, below + FLAGS_HEIGHT / 2), ...pointsAt(others, y)],
  };
}

function drawnOf(cluster: Cluster, letter: string | undefined): Omit<Point, 'y' | 'words'> {
  const { status, count, shape } = cluster;
  if (status !== 'QUIET') {
    return { ...cluster, r: RADIUS[status], sign: letter ?? (status === 'BEYOND' ? '!' : '?') };
  }
  if (count === 1) return { ...cluster, r: RADIUS.QUIET, sign: '' };
  // A number needs more room than most forms have.
  return {
    ...cluster,
    shape: shape === 'REQUEST' ? shape : 'SEVERAL',
    r: RADIUS_WITH_NUMBER,
    sign: String(count),
  };
}
