SELECT json_extract(features, '$.feedback'), count(*) FROM samples WHERE kind = 'feedback' GROUP BY 1
