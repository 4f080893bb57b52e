import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { CitationFields } from './citation-fields';
import { PartFieldset } from './part-fieldset';
import { PARTS, type PartId } from './parts';
import { PerimeterFields } from './perimeter-fields';
import {
  DeadlineFields,
  FacetFields,
  FourEyesFields,
  NameFields,
  RetentionFields,
  SeverityFields,
  WindowFields,
} from './simple-parts';

/** A draft as a form, part by part. */
export function PackForm({ suggested }: { suggested: string }) {
  return (
    <Stack gap="md">
      {PARTS.map((part) => (
        <PartFieldset key={part.id} part={part}>
          {fieldsOf(part.id, suggested)}
        </PartFieldset>
      ))}
    </Stack>
  );
}

function fieldsOf(id: PartId, suggested: string): ReactNode {
  switch (id) {
    case 'name':
      return <NameFields suggested={suggested} />;
    case 'window':
      return <WindowFields />;
    case 'severities':
      return <SeverityFields />;
    case 'perimeter':
      return <PerimeterFields />;
    case 'facets':
      return <FacetFields />;
    case 'fourEyes':
      return <FourEyesFields />;
    case 'deadlines':
      return <DeadlineFields />;
    case 'citations':
      return <CitationFields />;
    case 'retention':
      return <RetentionFields />;
  }
}
