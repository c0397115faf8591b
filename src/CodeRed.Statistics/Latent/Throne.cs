using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Latent;

/// <summary>Walks over release days with the best of each holder so far, in every draw.</summary>
internal sealed class Throne
{
    private const double Sure = .95;
    private const int MostDaysOfARange = 62;

    private readonly CapabilityFit _fit;
    private readonly int[] _holderOf; // of each place
    private readonly int[] _numbers; // of each holder
    private readonly int[][] _days; // of each place and draw; one entry where the day is known
    private readonly int[] _events;

    public Throne(CapabilityFit fit, ThroneHolder holder)
    {
        _fit = fit;
        var models = fit.Ranked;
        int NumberOf(int model) => holder == ThroneHolder.Lab ? fit.Table.Models[model].Lab : model;
        _numbers = [.. models.Where(model => fit.Table.Models[model].Released is not null).Select(NumberOf).Distinct().Order()];
        _holderOf = [.. models.Select(model => Array.BinarySearch(_numbers, NumberOf(model)))];
        _days = [.. models.Select(Days)];
        var events = new SortedSet<int>();
        foreach (var model in models)
        {
            if (fit.Table.Models[model].Released is { } range)
            {
                var steps = Math.Min(range.Last - range.First, MostDaysOfARange);
                for (var i = 0; i <= steps; i++)
                {
                    events.Add(steps == 0 ? range.First : range.First + (int)((long)(range.Last - range.First) * i / steps));
                }
            }
        }

        _events = [.. events];
    }

    /// <summary>Share of draws in which each ranked model is the best of those released by a day; all zero before the first release.</summary>
    public double[] Best(int day)
    {
        var best = new double[_fit.Ranked.Count];
        for (var draw = 0; draw < _fit.DrawCount; draw++)
        {
            var leader = -1;
            for (var place = 0; place < best.Length; place++)
            {
                if (Released(place, draw) <= day && (leader < 0 || _fit.Draws(place)[draw] > _fit.Draws(leader)[draw]))
                {
                    leader = place;
                }
            }

            if (leader >= 0)
            {
                best[leader] += 1.0 / _fit.DrawCount;
            }
        }

        return best;
    }

    public List<Handover> Handovers()
    {
        List<Handover> handovers = [];
        var draws = _fit.DrawCount;
        var best = new double[_numbers.Length][];
        for (var holder = 0; holder < best.Length; holder++)
        {
            best[holder] = new double[draws];
            Array.Fill(best[holder], double.NegativeInfinity);
        }

        var better = new double[_numbers.Length];
        var since = new int?[_numbers.Length];
        var leader = -1;
        var ordered = Enumerable.Range(0, _days.Length).Where(place => _fit.Table.Models[_fit.Ranked[place]].Released is not null).ToArray();
        foreach (var (day, before) in _events.Zip(_events.Prepend(int.MinValue)))
        {
            var changed = new HashSet<int>();
            foreach (var place in ordered)
            {
                var range = _fit.Table.Models[_fit.Ranked[place]].Released!.Value;
                if (range.First > day || range.Last <= before)
                {
                    continue;
                }

                changed.Add(_holderOf[place]);
                var own = best[_holderOf[place]];
                var values = _fit.Draws(place);
                for (var draw = 0; draw < draws; draw++)
                {
                    var released = Released(place, draw);
                    if (released <= day && released > before)
                    {
                        own[draw] = Math.Max(own[draw], values[draw]);
                    }
                }
            }

            if (leader < 0)
            {
                leader = Leader(best);
                changed = [.. Enumerable.Range(0, best.Length)];
            }
            else if (changed.Contains(leader))
            {
                changed = [.. Enumerable.Range(0, best.Length)];
            }

            Compare(changed);
            int? next = null;
            for (var holder = 0; holder < best.Length; holder++)
            {
                if (holder != leader && better[holder] >= Sure && (next is null || better[holder] > better[next.Value]))
                {
                    next = holder;
                }
            }

            if (next is { } heir)
            {
                // Where several are surely better than the old leader, the throne is that one's which is most often the best.
                var times = Times(best);
                for (var holder = 0; holder < best.Length; holder++)
                {
                    heir = holder != leader && better[holder] >= Sure && times[holder] > times[heir] ? holder : heir;
                }

                handovers.Add(new Handover(_numbers[leader], _numbers[heir], new DayRange(since[heir]!.Value, day), better[heir]));
                leader = heir;
                Array.Clear(since);
                Compare([.. Enumerable.Range(0, best.Length)]);
            }

            void Compare(HashSet<int> holders)
            {
                foreach (var holder in holders)
                {
                    var count = 0;
                    for (var draw = 0; draw < draws; draw++)
                    {
                        count += best[holder][draw] > best[leader][draw] ? 1 : 0;
                    }

                    better[holder] = (double)count / draws;
                    since[holder] = better[holder] < 1 - Sure ? null : since[holder] ?? day;
                }
            }
        }

        if (leader >= 0)
        {
            handovers.AddRange(Enumerable.Range(0, best.Length).Where(holder => holder != leader && better[holder] >= 1 - Sure).OrderByDescending(holder => better[holder])
                .Select(holder => new Handover(_numbers[leader], _numbers[holder], null, better[holder])));
        }

        return handovers;
    }

    private static int Leader(double[][] best)
    {
        var times = Times(best);
        return Array.IndexOf(times, times.Max()) is var leader && times[leader] > 0 ? leader : -1;
    }

    private static int[] Times(double[][] best)
    {
        var times = new int[best.Length];
        for (var draw = 0; draw < best[0].Length; draw++)
        {
            var leader = 0;
            for (var holder = 1; holder < best.Length; holder++)
            {
                leader = best[holder][draw] > best[leader][draw] ? holder : leader;
            }

            times[leader] += double.IsNegativeInfinity(best[leader][draw]) ? 0 : 1;
        }

        return times;
    }

    private int Released(int place, int draw) => _days[place] is { Length: 1 } one ? one[0] : _days[place][draw];

    private int[] Days(int model)
    {
        if (_fit.Table.Models[model].Released is not { } range)
        {
            return [int.MaxValue];
        }

        if (range.First == range.Last)
        {
            return [range.First];
        }

        // A stream for each model, so that leaving one out moves no other.
        var random = new SplitMix64(SplitMix64.Mix(_fit.Settings.Seed ^ SplitMix64.Mix((ulong)model + 0x5EED)));
        var days = new int[_fit.DrawCount];
        for (var draw = 0; draw < days.Length; draw++)
        {
            days[draw] = range.First + (int)((long)(range.Last - (long)range.First + 1) * random.Uniform());
        }

        return days;
    }
}
