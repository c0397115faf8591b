namespace CodeRed.Statistics.Survival;

/// <summary>Who is at risk whenever someone has the event, stratum by stratum, prepared once so that many labelings of the same subjects can be
/// tested.</summary>
internal sealed class RiskSets
{
    private readonly FollowUp[] _subjects;
    private readonly int _groups;

    // In order of time; subjects enter after, and leave after, the events of the same time.
    private readonly List<Moment> _moments = [];

    public RiskSets(ReadOnlySpan<FollowUp> subjects, ReadOnlySpan<int> strata, int groups)
    {
        (_subjects, _groups) = (subjects.ToArray(), groups);
        var stratumOf = strata.ToArray();
        foreach (var stratum in Enumerable.Range(0, _subjects.Length).GroupBy(i => stratumOf.Length > 0 ? stratumOf[i] : 0).OrderBy(static stratum => stratum.Key))
        {
            var members = stratum.ToArray();
            var leaving = members.ToLookup(i => _subjects[i].Exit);
            var entering = members.ToLookup(i => _subjects[i].Entry);
            foreach (var time in leaving.Select(static at => at.Key).Union(entering.Select(static at => at.Key)).Order())
            {
                _moments.Add(new Moment([.. leaving[time]], [.. entering[time]], leaving[time].Count(i => _subjects[i].Event)));
            }
        }
    }

    /// <summary>Puts observed minus expected events of each group, and their covariance, into the two arrays.</summary>
    public void Accumulate(int[] groupOf, double[] excess, double[,] covariance)
    {
        Array.Clear(excess);
        Array.Clear(covariance);
        var atRisk = new int[_groups];
        foreach (var (leaving, entering, events) in _moments)
        {
            if (events > 0)
            {
                foreach (var i in leaving)
                {
                    excess[groupOf[i]] += _subjects[i].Event ? 1 : 0;
                }

                double all = atRisk.Sum();
                var spread = all > 1 ? events * (all - events) / (all - 1) : 0;
                for (var g = 0; g < _groups; g++)
                {
                    var share = atRisk[g] / all;
                    excess[g] -= events * share;
                    covariance[g, g] += spread * share;
                    for (var h = 0; h < _groups; h++)
                    {
                        covariance[g, h] -= spread * share * (atRisk[h] / all);
                    }
                }
            }

            foreach (var i in leaving)
            {
                atRisk[groupOf[i]]--;
            }

            foreach (var i in entering)
            {
                atRisk[groupOf[i]]++;
            }
        }
    }

    private readonly record struct Moment(int[] Leaving, int[] Entering, int Events);
}
