using CodeRed.Laboratory.Ours;
using CodeRed.Laboratory.Peers;

namespace CodeRed.Laboratory;

/// <summary>All methods, in the order of the table.</summary>
internal static class Methods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        new ShiryaevRobertsOracle(),
        new Draws(DrawKind.Known),
        new Draws(DrawKind.Default),
        new Draws(DrawKind.Proved),
        new Draws(DrawKind.Tolerant),
        new Draws(DrawKind.EachItemKnown),
        new Draws(DrawKind.EachItem),
        new Rounds(tolerant: false),
        new Rounds(tolerant: true),
        new PooledDetector(known: true),
        new PooledDetector(known: false),
        new WindowTest(),
        new PeriodPools(),
        new SigmaRule(),
        new FixedThreshold(),
    ];
}
