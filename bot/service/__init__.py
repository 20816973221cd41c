"""Starting the service: settings, content, database, model, then the socket is opened."""
