-- What compose.yml fills an empty database with: the default table (docs/postgres.md) and a week of made readings, one a minute.
CREATE TABLE environmental_data (
    time timestamptz PRIMARY KEY,
    temp float8, hum float8, pressure float8, lux float8, uv float8, gas float8);

INSERT INTO environmental_data
SELECT minute,
       12 + 8 * sin(turn - 1.8) + sin(turn * 17) / 2,
       65 - 20 * sin(turn - 1.8) + sin(turn * 13),
       1013 + 6 * sin(turn / 5),
       greatest(0, 40000 * sin(turn - 1.57)),
       greatest(0, 6 * sin(turn - 1.57)),
       120 + 30 * sin(turn / 3) + 4 * sin(turn * 29)
FROM (SELECT minute, extract(epoch FROM minute)::float8 % 604800 / 86400 * 2 * pi() AS turn
      FROM generate_series(date_trunc('day', now()) - interval '7 days', date_trunc('day', now()) - interval '1 minute', interval '1 minute') AS minute) AS minutes;
