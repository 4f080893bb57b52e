/** A topic that was read once, was made again, and was read on as two people had decided. */
export const ONCE_READ = `
  WITH read AS (
    INSERT INTO kafka_offset (topic, partition, next_offset, closed)
    VALUES ('old-events', 0, 9, true), ('old-events~2', 0, 5, false)
  ), proposed AS (
    INSERT INTO topic_rebinding (rebinding_id, topic, incarnation, start_from, reason, cluster_id, topic_id, proposed_by, proposed_at)
    VALUES ('rb-1', 'old-events', 1, 'beginning', 'Made again.', 'c', 't-2', 'ann', now())
  ) SELECT 1`;
export const READ_ON = `
  WITH decided AS (
    UPDATE topic_rebinding SET decision = 'APPROVED', decided_by = 'bob', decided_at = now() RETURNING *
  ), audited AS (
    INSERT INTO audit (recorded_at, person_id, address, operation, target, before, after)
    SELECT now(), person, '::1', operation, target, before, after FROM decided, LATERAL (VALUES
      ('ann', 'topic.rebind', topic, NULL, json_build_object('rebindingId', rebinding_id, 'topic', topic, 'incarnation', 1,
        'startFrom', start_from, 'reason', reason, 'clusterId', cluster_id, 'topicId', topic_id)::text),
      ('bob', 'topic.rebind.approve', topic, json_build_object('rebindingId', rebinding_id)::text, NULL),
      ('ann', 'gap.accept', 'old-events~2-0-0', NULL, '{"reason":"Gone."}')) AS line (person, operation, target, before, after)
  ) SELECT 1`;
export const BOUND = `
  WITH bound AS (
    INSERT INTO topic_incarnation (topic, incarnation, cluster_id, topic_id, bound_at, rebinding_id)
    VALUES ('old-events', 1, 'c', 't-1', now(), NULL), ('old-events', 2, 'c', 't-2', now(), 'rb-1')
  )
  INSERT INTO offset_gap (topic, partition, from_offset, to_offset, kind, recorded_at, accepted_by, accepted_at, reason)
  SELECT 'old-events~2', 0, 0, 5, 'EXPIRED', now(), 'ann', recorded_at, 'Gone.' FROM audit WHERE operation = 'gap.accept'`;

/** A restore that lost nothing. */
export const RESTORED = `
  INSERT INTO restore (epoch, reason, restored_by, size, root, first_block, inputs, sent, messages, steps, opened_at)
  VALUES (2, 'A rehearsal.', 'shell:me', 0, '', 1, '{}', '{}', 0, 0, now())`;
