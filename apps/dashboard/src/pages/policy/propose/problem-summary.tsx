import { Alert, Anchor, List } from '@mantine/core';
import type { RefObject } from 'react';
import { counted } from '../../../words/numbers';
import { fieldId } from './draft-context';
import type { PackPath } from './pack-path';
import { partAt } from './parts';
import type { PlacedProblem } from './problem-places';

interface ProblemSummaryProps {
  problems: readonly PlacedProblem[];
  goTo: (path: PackPath) => void;
  ref: RefObject<HTMLDivElement | null>;
}

/** All that keeps the draft from being proposed, each a link to its field. */
export function ProblemSummary({ problems, goTo, ref }: ProblemSummaryProps) {
  if (problems.length === 0) return null;
  return (
    <Alert
      ref={ref}
      tabIndex={-1}
      color="red"
      role="region"
      title={`${counted(problems.length, 'thing')} to be put right`}
    >
      <List size="sm">
        {problems.map(({ path, message }) => (
          <List.Item key={`${path} ${message}`}>
            {path === '' ? (
              message
            ) : (
              <Anchor
                inherit
                underline="always"
                href={`#${fieldId(path)}`}
                onClick={(event) => {
                  event.preventDefault();
                  goTo(path);
                }}
              >
                {partAt(path)?.title ?? 'The proposal'}, <span className="id">{path}</span>: {message}
              </Anchor>
            )}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
