import { Text, UnstyledButton } from '@mantine/core';
import { counted } from '../words/numbers';
import { inFull } from '../words/times';
import type { Mark } from './marks';
import { useReveal } from './use-reveal';
import { clusters, type Cluster, type Scale } from './scale';

const APART_PX = 25;
const NAMED_MAX = 8;

interface LaneRowProps {
  label: string;
  isAlert: boolean;
  marks: readonly Mark[];
  scale: Scale;
  width: number;
}

export function LaneRow({ label, isAlert, marks, scale, width }: LaneRowProps) {
  return (
    <>
      <Text size="sm" className="lane-label">
        {label}
      </Text>
      <div className="lane-track">
        {width > 0 &&
          clusters(marks, scale, width, APART_PX).map((cluster) => (
            <Point key={cluster.marks[0]?.key} cluster={cluster} isAlert={isAlert} lane={label} />
          ))}
      </div>
    </>
  );
}

function Point({ cluster: { x, marks }, isAlert, lane }: { cluster: Cluster; isAlert: boolean; lane: string }) {
  const reveal = useReveal();
  const [first] = marks;
  if (first === undefined) return null;
  const lines = marks.slice(0, NAMED_MAX).map((mark) => `${inFull(mark.at)}: ${mark.label}`);
  const more = marks.length > NAMED_MAX ? [`and ${marks.length - NAMED_MAX} more`] : [];
  const name = marks.length === 1 ? first.label : `${lane}: ${counted(marks.length, 'entry', 'entries')}`;
  return (
    <UnstyledButton
      className="lane-point"
      data-alert={isAlert || undefined}
      data-shape={marks.length === 1 ? first.shape : undefined}
      style={{ left: x }}
      title={[...lines, ...more].join('\n')}
      aria-label={`${name}, ${inFull(first.at)}`}
      onClick={() => reveal(first)}
    >
      <span>{marks.length > 1 ? marks.length : ''}</span>
    </UnstyledButton>
  );
}
