namespace CodeRed.Laboratory.Ours;

/// <summary>A watch that said beforehand that it can see nothing with its baseline, and so never alarms.</summary>
internal sealed class SilentWatch : Watch
{
    public static Preparation Preparation { get; } = new(null, static () => new SilentWatch(), floor: 1);

    public override bool Take(int item, double grade, int round) => false;
}
