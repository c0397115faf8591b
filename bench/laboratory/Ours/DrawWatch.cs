using CodeRed.Statistics.Watching;

namespace CodeRed.Laboratory.Ours;

/// <summary>Our detector for random draws under way; a missing answer is left out.</summary>
internal sealed class DrawWatch(DrawDetector detector, RankBaseline? ranks) : Watch
{
    public override bool Take(int item, double grade, int round) =>
        !double.IsNaN(grade) && detector.Step(item, ranks is null ? grade : ranks.Grade(item, grade));
}
