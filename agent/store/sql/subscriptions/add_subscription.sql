INSERT OR IGNORE INTO subscriptions (topic) VALUES (?1)
