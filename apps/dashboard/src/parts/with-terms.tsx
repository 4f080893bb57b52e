import { Popover, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lawQuery } from '../api/law';
import { piecesOf } from '../words/terms';

/** A text in which each term opens what it means. */
export function WithTerms({ children }: { children: string }) {
  const { data } = useQuery(lawQuery);
  if (data === undefined) return children;
  return piecesOf(children, data.terms).map(({ text, meaning }, i) =>
    meaning === undefined ? <span key={i}>{text}</span> : <Term key={i} text={text} meaning={meaning} />,
  );
}

const Term = ({ text, meaning }: { text: string; meaning: string }) => (
  <Popover width={300} position="bottom" withArrow shadow="md" withinPortal>
    <Popover.Target>
      <UnstyledButton component="button" type="button" className="term">
        {text}
      </UnstyledButton>
    </Popover.Target>
    <Popover.Dropdown>
      <Text size="sm">{meaning}</Text>
    </Popover.Dropdown>
  </Popover>
);
