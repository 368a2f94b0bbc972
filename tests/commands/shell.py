"""Commands as a shell gives them."""

from medmanager import cli, orders


def run(*arguments: object) -> int:
    """Carry out a command line; gives its exit status."""
    return orders.carry_out(cli.read_order([str(argument) for argument in arguments]))
