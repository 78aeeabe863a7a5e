-- id: asterisk_cdr
-- app: Asterisk
-- platform: linux
-- version: 1
-- source: csv
-- paths: asterisk/cdr-csv/*.csv; cdr-csv/Master.csv
-- columns: accountcode, src, dst, dcontext, clid, channel, dstchannel, lastapp, lastdata, start, answer, finish,
--   duration, billsec, disposition, amaflags, uniqueid, userfield
-- tested: invented sample only
-- references: Asterisk's documentation of cdr_csv

-- Times are of the server's zone unless it was told to write UTC, which the file does not say. Which side is the
-- owner's, no column tells: the called number is the party, the caller is in `kind` with the outcome.
-- makes: call
SELECT offset AS offset, length AS length, 'unknown' AS direction, dst AS party_id,
       civil_time(nullif(start, ''), '%Y-%m-%d %H:%M:%S') AS started_at, 'unknown' AS zone,
       CAST(nullif(billsec, '') AS INTEGER) AS duration_s,
       CASE disposition WHEN 'ANSWERED' THEN 1 WHEN 'NO ANSWER' THEN 0 WHEN 'BUSY' THEN 0 WHEN 'FAILED' THEN 0 END AS answered,
       'from ' || coalesce(nullif(clid, ''), src) || ': ' || disposition AS kind
FROM record ORDER BY number;
