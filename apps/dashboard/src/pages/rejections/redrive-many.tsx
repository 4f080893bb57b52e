import { Button } from '@mantine/core';
import type { Rejection } from '../../api/types';
import { counted } from '../../words/numbers';
import { useRedrive } from './use-redrive';

export function RedriveMany({ rejections }: { rejections: readonly Rejection[] }) {
  const redriving = useRedrive();
  if (rejections.length === 0) return null;
  const ids = rejections.map(({ rejectionId }) => rejectionId).toReversed();
  return (
    <Button size="xs" variant="default" loading={redriving.isPending} onClick={() => redriving.mutate(ids)}>
      Re-drive {counted(rejections.length, 'message')}
    </Button>
  );
}
