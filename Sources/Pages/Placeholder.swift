// CONTRACT: shared by Portal and Desk. Templates are Mustache files under each target's Resources/, embedded in code.
// Owner: the portal's author. Provides: TemplateLibrary (render(name, context) -> Response), SecurityHeaders middleware
// (CSP by parameter), cookies, urlencoded form parsing (bounded), constant-time token compare, static assets with content hash.
