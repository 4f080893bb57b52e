import { Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { isBold, layOutStrip, markInWords, sceneOf, stripInWords, TEXT_SIZE, type Point, type Stroke } from '#strip';
import type { Strip as StripOnFile } from '../api/types';
import { counted } from '../words/numbers';
import { inFull, moment } from '../words/times';
import { offsetMinutes } from '../words/zone';
import { StripNotes } from './strip-notes';
import { useReveal } from './use-reveal';
import './strip.css';

/** What a finger needs, in pixels. */
const APART = 25;
const NAMED_MAX = 8;

interface StripProps {
  strip: StripOnFile;
  /** When the act was that the page is about. */
  actAt?: string | null;
}

/** A client at one glance: what they asked for as bars over time, acts on it, and what sticks out with its words. */
export function Strip({ strip, actAt = null }: StripProps) {
  const { ref, width } = useElementSize();
  if (strip.rows.length === 0) return <Text c="dimmed">Nothing was asked for, and nothing was done or said.</Text>;
  const drawing = layOutStrip(strip, { width: Math.max(width, 1), apart: APART, offsetMinutes, actAt });
  const scene = sceneOf(drawing);
  return (
    <>
      <VisuallyHidden>{stripInWords(strip, moment)}</VisuallyHidden>
      <div className="strip" ref={ref} role="group" aria-label="Scope and acts over time">
        {width > 0 && (
          <>
            <svg viewBox={`0 0 ${scene.width} ${scene.height}`} width={scene.width} height={scene.height} aria-hidden>
              {scene.strokes.map((stroke, i) => (
                <Drawn key={i} stroke={stroke} />
              ))}
            </svg>
            {drawing.rows.map((row) =>
              row.points.map((point) => (
                <PointButton key={`${point.y} ${point.x}`} point={point} row={row.label} clientId={strip.clientId} />
              )),
            )}
          </>
        )}
      </div>
      <StripNotes notes={drawing.notes} left={drawing.notesLeft} />
    </>
  );
}

const Drawn = ({ stroke }: { stroke: Stroke }) =>
  stroke.kind === 'path' ? (
    <path d={stroke.d} className={`strip-${stroke.role}`} />
  ) : (
    <text
      x={stroke.x}
      y={stroke.y}
      textAnchor={stroke.anchor}
      fontSize={TEXT_SIZE}
      fontWeight={isBold(stroke.role) ? 600 : undefined}
      className={`strip-${stroke.role}`}
    >
      {stroke.text}
    </text>
  );

/** Over each point: leads to what it stands for, and says so. */
function PointButton({ point, row, clientId }: { point: Point; row: string; clientId: string }) {
  const reveal = useReveal(clientId);
  const { marks, count, x, y, shape, status, sign } = point;
  const [first] = marks;
  if (first === undefined) return null;
  const lines = marks.slice(0, NAMED_MAX).map((mark) => `${inFull(mark.at)}: ${markInWords(mark)}`);
  const more = marks.length > NAMED_MAX ? [`and ${marks.length - NAMED_MAX} more`] : [];
  const said = marks.length === 1 ? markInWords(first) : `${counted(count, 'entry', 'entries')}, ${markInWords(first)}`;
  return (
    <UnstyledButton
      className="strip-point no-print"
      data-shape={shape}
      data-status={status}
      style={{ left: x, top: y }}
      title={[...lines, ...more].join('\n')}
      aria-label={`${status === 'QUIET' ? '' : `${sign}: `}${row}: ${said}, ${inFull(first.at)}`}
      onClick={() => reveal(first)}
    />
  );
}
