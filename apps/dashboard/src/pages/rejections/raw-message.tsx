import { Code, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Rejection } from '../../api/types';

/** The message as it came; laid out where it is JSON. */
export function RawMessage({ rejection: { raw, rawBase64 } }: { rejection: Rejection }) {
  const pretty = raw === null ? null : laidOut(raw);
  const [view, setView] = useState('pretty');
  const text = raw ?? rawBase64;
  if (text === null) return null;
  return (
    <details>
      <summary className="raw-summary">{raw === null ? 'As it came, in Base64: it is not text' : 'As it came'}</summary>
      {pretty !== null && (
        <SegmentedControl
          size="xs"
          mb="xs"
          aria-label="How to show it"
          value={view}
          onChange={setView}
          data={[
            { value: 'pretty', label: 'Laid out' },
            { value: 'raw', label: 'Raw' },
          ]}
        />
      )}
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {view === 'pretty' && pretty !== null ? pretty : text}
      </Code>
    </details>
  );
}

function laidOut(raw: string): string | null {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return null;
  }
}
