"""What a page body is made of: one module a family of blocks, joined in content.blocks.body."""
