import { Badge, Group, Text } from '@mantine/core';
import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconArrowUpCircle,
  IconCircle,
  IconCircleCheck,
  IconEye,
  IconInfoCircleFilled,
  IconSquareRoundedFilled,
} from '@tabler/icons-react';
import type { Severity, Status } from '../api/types';
import { SEVERITY_LABELS, STATUS_LABELS } from '../words/alerts';
import { verdictLabel, verdictMeaning } from '../words/verdicts';

const SEVERITY_ICONS = {
  critical: IconAlertOctagonFilled,
  high: IconAlertTriangleFilled,
  medium: IconSquareRoundedFilled,
  low: IconInfoCircleFilled,
} as const;

/** A shape and a word for each severity; the colour only helps. */
export function SeverityMark({ severity, wordless = false }: { severity: Severity; wordless?: boolean }) {
  const Icon = SEVERITY_ICONS[severity] ?? IconInfoCircleFilled;
  const label = SEVERITY_LABELS[severity] ?? severity;
  return (
    <Group component="span" gap={6} wrap="nowrap" display="inline-flex" className={`severity severity-${severity}`}>
      {wordless ? (
        <Icon size={18} role="img" aria-label={label} />
      ) : (
        <>
          <Icon size={18} aria-hidden />
          <Text span size="sm" fw={600}>
            {label}
          </Text>
        </>
      )}
    </Group>
  );
}

export function VerdictMark({ verdict }: { verdict: string | null }) {
  return (
    <Text span fw={600} size="sm" title={`${verdict ?? ''} ${verdictMeaning(verdict)}`.trim()}>
      {verdictLabel(verdict)}
    </Text>
  );
}

const STATUS_ICONS = {
  OPEN: IconCircle,
  ACKNOWLEDGED: IconEye,
  ESCALATED: IconArrowUpCircle,
  CLOSED: IconCircleCheck,
} as const;

export function StatusMark({ status }: { status: Status }) {
  const Icon = STATUS_ICONS[status] ?? IconCircle;
  return (
    <Group component="span" gap={4} wrap="nowrap" display="inline-flex">
      <Icon size={16} aria-hidden />
      <Text span size="sm">
        {STATUS_LABELS[status] ?? status}
      </Text>
    </Group>
  );
}

/** A word in a frame; text in the page's own colour, so that it can always be read. */
export function Tag({ children, title }: { children: React.ReactNode; title?: string }) {
  return (
    <Badge variant="default" size="sm" tt="none" fw={500} title={title} className="tag">
      {children}
    </Badge>
  );
}
