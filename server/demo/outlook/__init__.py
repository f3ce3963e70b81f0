"""A page that behaves like Outlook, with stand-ins for Office.js and for Microsoft's tokens."""
