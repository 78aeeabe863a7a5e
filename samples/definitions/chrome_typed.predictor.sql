-- file: home/a/.config/google-chrome/Default/Network Action Predictor
CREATE TABLE network_action_predictor(id TEXT PRIMARY KEY, user_text TEXT, url TEXT, number_of_hits INTEGER, number_of_misses INTEGER);
INSERT INTO network_action_predictor VALUES ('a', 'ma', 'https://map.example/', 3, 0), ('b', 'map', 'https://map.example/', 3, 1);
