SELECT topic FROM subscriptions ORDER BY topic
