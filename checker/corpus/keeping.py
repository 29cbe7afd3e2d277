"""Which articles are kept: an expression on the columns of their table, made a filter of pyarrow.

The language is a small part of Python's expressions: comparisons of columns, numbers and strings, ``and``, ``or``,
``not``, ``in``, sums and products. Nothing is called and nothing looked up but columns.
"""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from checker.corpus.articles import CorpusError
from checker.corpus.rows import nearest
from checker.corpus.tables import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Keeping"]

_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_SUMS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_LONGEST = 2000
"""Characters of an expression that somebody has thought of."""


class Keeping:
    """A condition on articles, as in ``value >= 80 and words > 100``.

    A comparison with what an article has not (the value of a short one) is neither true nor false, as in SQL, and the
    article is not kept; ``value is None`` asks for just that.
    """

    def __init__(self, text: str) -> None:
        """Raises ``CorpusError`` for what is no condition on the columns."""
        self._text = text
        self._columns: set[str] = set()
        try:
            if len(text) > _LONGEST:
                raise CorpusError(f"--keep: longer than {_LONGEST:,} characters")
            tree = ast.parse(text.strip(), mode="eval")
            self._filter: pc.Expression = self._made(tree.body)
        except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
            raise CorpusError(f"--keep {text}: not understood; write it as in: value >= 80 and words > 100") from None
        self._schema = pa.schema([ARTICLES.field(name) for name in ARTICLES.names if name in self._columns])
        if not self._columns:
            raise CorpusError(f"--keep {text}: names no column; {nearest('', ARTICLES.names)}")
        try:
            self._schema.empty_table().filter(self._filter)
        except (pa.ArrowException, TypeError) as error:
            raise CorpusError(f"--keep {text}: compares what cannot be compared ({_first_line(error)})") from None

    def passes(self, row: dict[str, Any]) -> bool:
        """Whether an article with this row of the table is kept."""
        if row.get("words") is None:
            return False
        table = pa.Table.from_pylist([row], schema=self._schema)
        return bool(table.filter(self._filter).num_rows)

    def _made(self, node: ast.expr) -> Any:
        match node:
            case ast.BoolOp(op=op, values=[first, *others]):
                made = self._condition(first)
                for other in others:
                    condition = self._condition(other)
                    made = made & condition if isinstance(op, ast.And) else made | condition
                return made
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return ~self._condition(operand)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
                return pc.scalar(-value)
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                made = None
                for one, comparison, other in zip([left, *comparators], ops, comparators, strict=False):
                    compared = self._compared(one, comparison, other)
                    made = compared if made is None else made & compared
                return made
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _SUMS:
                one, other = self._made(left), self._made(right)
                if isinstance(op, ast.Div):  # of whole numbers, Arrow's quotient would be whole
                    one = one.cast(pa.float64())
                return _SUMS[type(op)](one, other)
            case ast.Constant(value=int() | float() | str() as value):
                return pc.scalar(value)
            case ast.Name(id=name):
                return self._column(name)
        raise self._refused(node)

    def _condition(self, node: ast.expr) -> Any:
        """What is joined by “and” and the like: a condition, not a number."""
        if not isinstance(node, (ast.BoolOp, ast.Compare)) and not (
            isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        ):
            raise self._refused(node)
        return self._made(node)

    def _compared(self, one: ast.expr, op: ast.cmpop, other: ast.expr) -> Any:
        if isinstance(op, (ast.Is, ast.IsNot)) and isinstance(other, ast.Constant) and other.value is None:
            missing = self._made(one).is_null()
            return ~missing if isinstance(op, ast.IsNot) else missing
        if isinstance(op, (ast.In, ast.NotIn)) and isinstance(other, (ast.Tuple, ast.List)):
            values = [each.value for each in other.elts if isinstance(each, ast.Constant)]
            if len(values) == len(other.elts):
                held = self._made(one).isin(values)
                return ~held if isinstance(op, ast.NotIn) else held
        if type(op) in _COMPARISONS:
            return _COMPARISONS[type(op)](self._made(one), self._made(other))
        raise self._refused(other)

    def _column(self, name: str) -> pc.Expression:
        if name not in ARTICLES.names:
            raise CorpusError(f"--keep {self._text}: there is no column “{name}”; {nearest(name, ARTICLES.names)}")
        self._columns.add(name)
        return pc.field(name)

    def _refused(self, node: ast.AST) -> CorpusError:
        what = ast.unparse(node)
        return CorpusError(f"--keep {self._text}: “{what}” is not understood there; write it as in: value >= 80")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
