"""The assistant: from a question to a verified, cited answer in the documents' own words."""
