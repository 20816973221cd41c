"""Starting the service: settings, content, database, model, then the door is opened."""
