"""How people come to have an account, sign in, stay signed in and are signed out."""
