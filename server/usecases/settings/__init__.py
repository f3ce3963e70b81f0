"""The settings of a workspace, one module for each thing: who may change it, what may stand in it, and what follows."""
