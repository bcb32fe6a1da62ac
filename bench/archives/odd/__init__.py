"""A fourth set of exports: articles whose words look like the frame around them, in frames that no other set draws."""
