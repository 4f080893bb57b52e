"""Sends what a file lists: key, value and headers (name=value, separated by commas), in base64, separated by tabs."""
import sys
from base64 import b64decode

from confluent_kafka import Producer

brokers, topic, codec, path = sys.argv[1:]
failures = []
producer = Producer({"bootstrap.servers": brokers, "compression.codec": codec, "linger.ms": 50})
with open(path, encoding="ascii") as lines:
    for line in lines:
        key, value, headers = line.rstrip("\n").split("\t")
        named = [header.split("=", 1) for header in headers.split(",")]
        producer.produce(
            topic,
            key=b64decode(key),
            value=b64decode(value),
            headers=[(name, b64decode(text)) for name, text in named],
            on_delivery=lambda error, _: failures.append(error) if error else None,
        )
producer.flush(60)
sys.exit(str(failures[0]) if failures else 0)
