using CodeRed.Findings.Brief;
using CodeRed.Findings.Standings;
using CodeRed.Statistics;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Pages;

/// <summary>A model on a line of a <see cref="PlacePlot"/>.</summary>
/// <param name="Name">The model's name, as it came.</param>
/// <param name="Lab">The name of its lab, as it came.</param>
/// <param name="Ranks">The ranks it may hold.</param>
/// <param name="Capability">The estimate.</param>
/// <param name="Interval">Its interval.</param>
/// <param name="Throne">Probability that it is the best of all.</param>
/// <param name="Facts">Ids of its scores.</param>
public sealed record PlaceRow(string Name, string Lab, RankSet Ranks, double Capability, Interval Interval, double Throne, IReadOnlyList<string> Facts)
{
    /// <summary>The row of a model of a standing.</summary>
    public static PlaceRow Of(ModelStanding model) => new(model.Name, model.Lab, model.Ranks, model.Capability, model.Interval, model.Throne, model.Evidence);

    /// <summary>The row of a model of a brief.</summary>
    public static PlaceRow Of(Place place) => new(place.Name, place.Lab, place.Ranks, place.Capability, place.Interval, place.Throne, place.Evidence);
}
