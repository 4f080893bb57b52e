import { ActionIcon, Button, Group, MultiSelect, NativeSelect, Stack, TagsInput, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { filterCountsQuery } from '../api/alerts';
import type { FilterField, MatcherField, Matcher } from '../api/types';
import { KINDS, SEVERITIES } from '../words/alerts';
import { MATCHER_FIELDS, matcherFieldLabel, matchedValueLabel } from '../words/matchers';
import { ALERTING } from '../words/verdicts';

interface MatcherFieldsProps {
  matchers: readonly Matcher[];
  onChange: (matchers: Matcher[]) => void;
}

/** Conditions of which an alert must meet all; each field at most once. */
export function MatcherFields({ matchers, onChange }: MatcherFieldsProps) {
  const free = MATCHER_FIELDS.map(([facet]) => facet).filter((facet) => !matchers.some((one) => one.facet === facet));
  const [next] = free;
  const replace = (index: number, matcher: Matcher) =>
    onChange(matchers.map((one, i) => (i === index ? matcher : one)));
  return (
    <Stack gap="xs" role="group" aria-label="Conditions">
      <Text size="sm" fw={500}>
        Alerts that meet all of these
      </Text>
      {matchers.map((matcher, index) => (
        <Group key={matcher.facet} gap="xs" wrap="nowrap" align="flex-start">
          <NativeSelect
            aria-label={`Condition ${index + 1} is about`}
            w={132}
            flex="none"
            value={matcher.facet}
            data={[matcher.facet, ...free].map((value) => ({ value, label: matcherFieldLabel(value) }))}
            onChange={(event) => replace(index, { facet: event.currentTarget.value as MatcherField, values: [] })}
          />
          <Values matcher={matcher} onChange={(values) => replace(index, { ...matcher, values })} />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Take condition ${index + 1} away`}
            onClick={() => onChange(matchers.filter((_, i) => i !== index))}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      {next !== undefined && (
        <Button
          size="xs"
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => onChange([...matchers, { facet: next, values: [] }])}
        >
          Add a condition
        </Button>
      )}
    </Stack>
  );
}

interface ValuesProps {
  matcher: Matcher;
  onChange: (values: string[]) => void;
}

function Values({ matcher: { facet, values }, onChange }: ValuesProps) {
  const { data } = useQuery(filterCountsQuery({}));
  const label = `${matcherFieldLabel(facet)} is one of`;
  if (facet === 'clientId' || facet === 'incidentId') {
    return <TagsInput aria-label={label} flex={1} miw={0} value={values} onChange={onChange} placeholder="Ids" />;
  }
  const seen = data?.facets[facet as FilterField]?.map(({ value }) => value) ?? [];
  const options = [...new Set([...knownOf(facet), ...seen, ...values])];
  return (
    <MultiSelect
      aria-label={label}
      flex={1}
      miw={0}
      searchable
      value={values}
      onChange={onChange}
      data={options.map((value) => ({ value, label: matchedValueLabel(facet, value) }))}
      {...(values.length === 0 ? { placeholder: 'Any of …' } : {})}
    />
  );
}

function knownOf(facet: MatcherField): readonly string[] {
  if (facet === 'severity') return SEVERITIES;
  if (facet === 'verdict') return ALERTING;
  return facet === 'kind' ? KINDS : [];
}
