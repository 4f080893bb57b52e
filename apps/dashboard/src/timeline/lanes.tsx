import { Box, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { LaneRow } from './lane-row';
import { MARK_LANES, markLaneLabel, type Mark } from './marks';
import { scaleOf, ticks } from './scale';
import './timeline.css';

interface LanesProps {
  marks: readonly Mark[];
  /** Drawn through all lanes, e.g. the act that an alert is about. */
  highlight?: { at: string; label: string } | undefined;
}

/** What happened when, in one lane for each kind. Each point leads to its line in the list. */
export function Lanes({ marks, highlight }: LanesProps) {
  const { ref, width } = useElementSize();
  if (marks.length === 0) return null;
  const times = [...marks.map(({ at }) => Date.parse(at)), ...(highlight ? [Date.parse(highlight.at)] : [])];
  const scale = scaleOf(times);
  const lanes = MARK_LANES.filter((lane) => marks.some((mark) => mark.lane === lane));
  return (
    <Box className="lanes no-print" role="group" aria-label="Timeline">
      {lanes.map((lane) => (
        <LaneRow
          key={lane}
          label={markLaneLabel(lane)}
          isAlert={lane === 'ALERT'}
          marks={marks.filter((mark) => mark.lane === lane)}
          scale={scale}
          width={width}
        />
      ))}
      {marks.some(({ shape }) => shape !== undefined) && (
        <Text size="xs" c="dimmed" className="lane-key">
          Flag: a request. Triangle: promotional. Ring: any other contact. Square: an alert.
        </Text>
      )}
      <div className="lane-label" />
      <div className="lane-axis" ref={ref} aria-hidden>
        {ticks(scale, Math.max(2, Math.floor(width / 90))).map(({ at, label }) => (
          <Text key={at} span size="xs" c="dimmed" className="lane-tick" style={{ left: scale.place(at) * width }}>
            {label}
          </Text>
        ))}
        {highlight && (
          <div
            className="lane-highlight"
            title={highlight.label}
            style={{ left: scale.place(Date.parse(highlight.at)) * width }}
          />
        )}
      </div>
    </Box>
  );
}
